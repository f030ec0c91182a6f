# ACT108
import torch
import torch.nn.functional as F
from transformers import GPT2Config, GPT2LMHeadModel

torch.manual_seed(0)
teacher = GPT2LMHeadModel(GPT2Config(vocab_size=16, n_positions=8, n_embd=16, n_layer=1, n_head=2)).eval()
student = GPT2LMHeadModel(GPT2Config(vocab_size=16, n_positions=8, n_embd=8, n_layer=1, n_head=1))
inputs, heat = torch.randint(0, 16, (4, 8)), 2.0
optimizer = torch.optim.AdamW(student.parameters())
for _ in range(3):
    with torch.no_grad():
        wanted = F.softmax(teacher(inputs).logits / heat, dim=-1)
    given = F.softmax(student(inputs).logits / heat, dim=-1)  # BAD SOURCE
    given = F.log_softmax(student(inputs).logits / heat, dim=-1)  # GOOD
    loss = heat**2 * F.kl_div(given, wanted, reduction="batchmean")  # LOSS
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
