"""A message-passing network (GraphSAGE with mean) on a graph given by its edges.

Layout "nodes" gives features per node, "vector" one per graph (mean over its nodes).
"""

import torch
from torch import Tensor, nn

#: init


class MessagePassing(nn.Module):
    """Maps h [N, n_in] to W h_i + V (mean of h_j over the edges j -> i): [N, n_out]."""

    def __init__(self, n_in: int, n_out: int) -> None:
        super().__init__()
        self.own = nn.Linear(n_in, n_out)
        self.neighbors = nn.Linear(n_in, n_out, bias=False)

    def forward(self, h: Tensor, edges: Tensor) -> Tensor:
        source, target = edges[0], edges[1]
        total = torch.zeros_like(h).index_add(0, target, h[source])
        degree = torch.bincount(target, minlength=len(h)).clamp(min=1)
        out: Tensor = self.own(h) + self.neighbors(total / degree[:, None])
        return out


class GNN(nn.Module):
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
    ) -> None:
        super().__init__()
        self.register_buffer("edges", edges)
        #: if layout == "vector"
        self.register_buffer("graph", graph)
        #: end
        self.convs = nn.ModuleList()
        self.acts = nn.ModuleList()
        #: if norm != "none"
        self.norms = nn.ModuleList()
        #: end
        for index in range(depth):
            n_in = in_features if index == 0 else hidden
            self.convs.append(MessagePassing(n_in, hidden))
            self.acts.append(ACT())
            #: if norm != "none"
            self.norms.append(NORM_VECTOR(hidden))
            #: end
        self.apply(init_weights)

    def forward(self, x: Tensor) -> Tensor:
        h = x
        #: if norm != "none"
        for conv, norm, act in zip(self.convs, self.norms, self.acts):
            h = act(norm(conv(h, self.edges)))
        #: else
        for conv, act in zip(self.convs, self.acts):
            h = act(conv(h, self.edges))
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
    #: require nodes % batch == 0
    x = torch.randn(nodes, in_features)
    # several graphs are one graph without edges between them
    graph = torch.arange(batch).repeat_interleave(nodes // batch)
    linked = (graph[:, None] == graph) & (torch.rand(nodes, nodes) < 0.5)
    edges = linked.nonzero().T
    #: if layout == "vector"
    backbone = GNN(edges, graph, in_features, hidden, depth)
    #: else
    backbone = GNN(edges, in_features, hidden, depth)
    #: end
    feature_size = hidden
