"""Small models of `transformers`, randomly initialized, with the losses that they bring: nothing is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
import torch

import activadvise

os.environ["HF_HUB_OFFLINE"] = "1"
SMALL = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
TEXT = {"vocab_size": 30, **SMALL}
SEQ2SEQ = {
    "vocab_size": 30, "d_model": 16, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
    "decoder_attention_heads": 2, "encoder_ffn_dim": 16, "decoder_ffn_dim": 16,
}  # fmt: skip
IDS = torch.randint(3, 30, (2, 6), generator=torch.Generator().manual_seed(0))
AUDIO = {
    "conv_dim": (8, 8), "conv_kernel": (10, 3), "conv_stride": (5, 2), "num_feat_extract_layers": 2,
    "num_conv_pos_embeddings": 4, "num_conv_pos_embedding_groups": 2,
}  # fmt: skip
PIXELS = {"image_size": 8, "patch_size": 4, **SMALL}
# name: (model class, config class, config, inputs)
MODELS: dict[str, tuple[str, str, dict[str, Any], Callable[[], dict[str, Any]]]] = {
    "masked tokens": ("BertForMaskedLM", "BertConfig", TEXT, lambda: {"input_ids": IDS, "labels": IDS}),
    "answers": (
        "BertForQuestionAnswering", "BertConfig", TEXT,
        lambda: {"input_ids": IDS, "start_positions": IDS[:, 0] % 6, "end_positions": IDS[:, 1] % 6},
    ),
    "regression": (
        "BertForSequenceClassification", "BertConfig", {**TEXT, "num_labels": 1},
        lambda: {"input_ids": IDS, "labels": torch.randn(2)},
    ),
    "router losses": (
        "MixtralForCausalLM", "MixtralConfig",
        {**TEXT, "num_key_value_heads": 2, "num_local_experts": 2, "output_router_logits": True},
        lambda: {"input_ids": IDS, "labels": IDS},
    ),
    "capped logits": (
        "Gemma2ForCausalLM", "Gemma2Config", {**TEXT, "num_key_value_heads": 2, "head_dim": 8},
        lambda: {"input_ids": IDS, "labels": IDS},
    ),
    "sequence to sequence": ("BartForConditionalGeneration", "BartConfig", SEQ2SEQ,
                             lambda: {"input_ids": IDS, "labels": IDS}),
    "speech": ("Wav2Vec2ForCTC", "Wav2Vec2Config", {**TEXT, **AUDIO},
               lambda: {"input_values": torch.randn(2, 400), "labels": IDS[:, :4]}),
    "images": ("ViTForImageClassification", "ViTConfig", {**PIXELS, "num_labels": 5},
               lambda: {"pixel_values": torch.randn(2, 3, 8, 8), "labels": IDS[:, 0] % 5}),
    "detection": (
        "YolosForObjectDetection", "YolosConfig",
        {**PIXELS, "image_size": [16, 16], "num_detection_tokens": 4, "num_labels": 3},
        lambda: {"pixel_values": torch.randn(1, 3, 16, 16),
                 "labels": [{"class_labels": torch.tensor([1]), "boxes": torch.rand(1, 4) * 0.4 + 0.2}]},
    ),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", MODELS)
def test_nothing_is_wrong(name: str) -> None:
    import transformers

    model_class, config_class, options, inputs = MODELS[name]
    torch.manual_seed(0)
    with activadvise.audit() as report:
        model = getattr(transformers, model_class)(getattr(transformers, config_class)(**options))
        model(**inputs()).loss.backward()
    assert [finding.code for finding in report.findings if finding.severity != "hint"] == []
    assert "right" in {call.verdict for call in report.calls}
    assert not any("was not followed" in note for note in report.notes)
