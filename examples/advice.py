"""Advice from Python: `python examples/advice.py`."""

from __future__ import annotations

from pathlib import Path

import activadvise

HERE = Path(__file__).parent


def main() -> None:
    answer = activadvise.recommend("decoder-lm", task="language-modeling")
    print(f"{answer.architecture.name}: {answer.pick.name}, because {answer.pick.why}")
    if answer.practice:
        print(answer.practice.statement)

    chain = activadvise.output("multilabel", imbalanced=True)
    print(f"{chain.task.name}: {chain.layer} -> {chain.loss[0].torch} -> {chain.inference}")

    house = activadvise.recommend("our cnn", rules=[HERE / "house.yaml"])
    print(f"{house.architecture.name}: {house.pick.name}")
    print(house.code)


if __name__ == "__main__":
    main()
