"""Graph attention (GATv2): each node weighs its neighbors with a softmax.

Layout "nodes" gives features per node, "vector" one per graph (mean over its nodes).
"""

import torch
from torch import Tensor, nn

#: init


class GraphAttention(nn.Module):
    """Maps h [N, n_in] to attention-weighted sums over the edges j -> i: [N, n_out]."""

    def __init__(self, n_in: int, n_out: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.source = nn.Linear(n_in, n_out)
        self.target = nn.Linear(n_in, n_out)
        self.score = nn.Parameter(torch.empty(heads, n_out // heads))
        nn.init.xavier_uniform_(self.score)
        self.score_act = nn.LeakyReLU(0.2)

    def forward(self, h: Tensor, edges: Tensor) -> Tensor:
        source, target = edges[0], edges[1]
        nodes = len(h)
        value = self.source(h).reshape(nodes, self.heads, -1)[source]
        query = self.target(h).reshape(nodes, self.heads, -1)[target]
        score = (self.score * self.score_act(value + query)).sum(dim=-1)
        weight = edge_softmax(score, target, nodes)
        out = value.new_zeros(nodes, *value.shape[1:])
        return out.index_add(0, target, weight[:, :, None] * value).flatten(1)


def edge_softmax(score: Tensor, target: Tensor, nodes: int) -> Tensor:
    """Softmax of score [E, heads] over the edges that end in the same node."""
    index = target[:, None].expand_as(score)
    top = score.new_full((nodes, score.shape[1]), -torch.inf)
    top = top.scatter_reduce(0, index, score.detach(), "amax")
    weight = (score - top[target]).exp()
    total = score.new_zeros(nodes, score.shape[1]).index_add(0, target, weight)
    return weight / total[target]


class GAT(nn.Module):
    #: if layout == "vector"
    """Node features x [N, in_features] -> features of the graphs [B, hidden].

    edges [2, E] holds the pairs (from, to), graph [N] the index of each node's graph.
    """
    #: else
    """Node features x [N, in_features] -> [N, hidden]; edges [2, E] are (from, to)."""
    #: end

    edges: Tensor
    #: if layout == "vector"
    graph: Tensor
    #: end

    def __init__(
        self,
        edges: Tensor,
        #: if layout == "vector"
        graph: Tensor,
        #: end
        in_features: int,
        hidden: int,
        depth: int,
        heads: int,
    ) -> None:
        super().__init__()
        self.register_buffer("edges", edges)
        #: if layout == "vector"
        self.register_buffer("graph", graph)
        #: end
        self.layers = nn.ModuleList()
        self.acts = nn.ModuleList()
        #: if norm != "none"
        self.norms = nn.ModuleList()
        #: end
        for index in range(depth):
            n_in = in_features if index == 0 else hidden
            self.layers.append(GraphAttention(n_in, hidden, heads))
            self.acts.append(ACT())
            #: if norm != "none"
            self.norms.append(NORM_VECTOR(hidden))
            #: end
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        h = x
        #: if norm != "none"
        for layer, norm, act in zip(self.layers, self.norms, self.acts):
            h = act(norm(layer(h, self.edges)))
        #: else
        for layer, act in zip(self.layers, self.acts):
            h = act(layer(h, self.edges))
        #: end
        #: if layout == "vector"
        graphs = int(self.graph.max()) + 1
        total = h.new_zeros(graphs, h.shape[1]).index_add(0, self.graph, h)
        return total / torch.bincount(self.graph)[:, None]
        #: else
        return h
        #: end


if __name__ == "__main__":
    torch.manual_seed(0)
    batch = 4
    nodes = 32
    in_features = 16
    hidden = 32
    depth = 2
    heads = 4
    #: require nodes % batch == 0
    #: require hidden % heads == 0
    x = torch.randn(nodes, in_features)
    # several graphs are one graph without edges between them; each node sees itself
    graph = torch.arange(batch).repeat_interleave(nodes // batch)
    linked = (graph[:, None] == graph) & (torch.rand(nodes, nodes) < 0.5)
    edges = (linked | torch.eye(nodes, dtype=torch.bool)).nonzero().T
    #: if layout == "vector"
    backbone = GAT(edges, graph, in_features, hidden, depth, heads)
    #: else
    backbone = GAT(edges, in_features, hidden, depth, heads)
    #: end
    feature_size = hidden
