"""Two real processes under DistributedDataParallel, each audited as torchrun would start it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

TRAIN = """
import os
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn

rank = int(os.environ["RANK"])
dist.init_process_group("gloo", init_method="file://" + os.path.abspath("meeting"), rank=rank, world_size=2)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.used, self.unused = nn.Linear(4, 3), nn.Linear(4, 3)

    def forward(self, x):
        return self.used(x).softmax(dim=1)


model = nn.parallel.DistributedDataParallel(Net(), find_unused_parameters=True)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(3):
    loss = F.cross_entropy(model(torch.randn(6, 4)), torch.randint(0, 3, (6,)))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
weights = [torch.zeros(3, 4) for _ in range(2)]
dist.all_gather(weights, model.module.used.weight.detach())
assert torch.equal(*weights)
dist.destroy_process_group()
"""


def test_each_process_reports(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(TRAIN)
    root = str(Path(__file__).parents[3])
    started = []
    for rank in range(2):
        command = [sys.executable, "-m", "activadvise", "audit", "--format", "json", "-o", f"{rank}.json", "train.py"]
        environment = {**os.environ, "RANK": str(rank), "PYTHONPATH": root, "OMP_NUM_THREADS": "1"}
        started.append(subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True))
    errors = [process.communicate(timeout=300)[1] for process in started]
    assert [process.returncode for process in started] == [1, 1], errors
    for rank in range(2):
        report = json.loads((tmp_path / f"{rank}.json").read_text())
        (finding,) = report["findings"]
        assert (finding["code"], finding["line"]) == ("ACT101", 24)
        assert finding["flow"][-2] == {"file": "train.py", "line": 18, "what": "softmax here"}
        assert report["summary"]["steps"] == report["calls"][0]["calls"] == 3
