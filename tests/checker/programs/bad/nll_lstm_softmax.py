# expect: ACT106@28
# why: A tagger returns softmax scores to NLLLoss; the tutorial it copies uses log_softmax.
import torch
import torch.nn as nn
import torch.nn.functional as F


class LSTMTagger(nn.Module):
    def __init__(self, embedding_dim, hidden_dim, vocab_size, tagset_size):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocab_size, embedding_dim)
        self.lstm = nn.LSTM(embedding_dim, hidden_dim)
        self.hidden2tag = nn.Linear(hidden_dim, tagset_size)

    def forward(self, sentence):
        embeds = self.word_embeddings(sentence)
        lstm_out, _ = self.lstm(embeds.view(len(sentence), 1, -1))
        tag_space = self.hidden2tag(lstm_out.view(len(sentence), -1))
        tag_scores = F.softmax(tag_space, dim=1)
        return tag_scores


model = LSTMTagger(6, 6, 9, 3)
loss_function = nn.NLLLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for sentence, tags in [(torch.tensor([0, 1, 2, 3]), torch.tensor([0, 1, 2, 0]))]:
    model.zero_grad()
    loss = loss_function(model(sentence), tags)
    loss.backward()
    optimizer.step()
