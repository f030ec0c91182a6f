"""Build hook: puts the compiled rule base beside the rules, so that the first start is fast too."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface[Any]):
    """Validates the rules; a broken rule file stops the build."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are collected; called by hatchling."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from activadvise.rulebase import cache, compile_rules, location

        cache.store(cache.builtin_key(), compile_rules(), location.COMPILED)
