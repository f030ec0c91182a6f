"""Small, randomly initialized configurations of published models: inspect raises nothing on any of them.

timm would belong here too, but it does not import without torchvision.
"""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest
import torch
from torch import Tensor

from activadvise.live.inspect.run import inspect

if importlib.util.find_spec("transformers") is None:
    pytest.skip("transformers is not installed", allow_module_level=True)

import transformers

WORDS, LENGTH = 120, 12
SMALL = {"vocab_size": WORDS, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
         "intermediate_size": 64, "max_position_embeddings": 64, "pad_token_id": 0, "bos_token_id": 1,
         "eos_token_id": 2}  # fmt: skip
LLAMA = {**SMALL, "num_key_value_heads": 2, "head_dim": 8}
IMAGES = {"image_size": 32, "patch_size": 8, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
          "intermediate_size": 64}  # fmt: skip
STAGES = {"depths": [1, 1, 1, 1], "hidden_sizes": [16, 24, 32, 48]}
SEQ2SEQ = {"vocab_size": WORDS, "d_model": 32, "encoder_layers": 2, "decoder_layers": 2,
           "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "encoder_attention_heads": 4, "decoder_attention_heads": 4,
           "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 1,
           "max_position_embeddings": 64}  # fmt: skip

# model class → the configuration's arguments
MODELS: dict[str, dict[str, Any]] = {
    "BertForMaskedLM": SMALL,
    "RobertaForMaskedLM": SMALL,
    "DistilBertForMaskedLM": {"vocab_size": WORDS, "dim": 32, "n_layers": 2, "n_heads": 4, "hidden_dim": 64},
    "ElectraForSequenceClassification": {**SMALL, "embedding_size": 32},
    "AlbertForMaskedLM": {**SMALL, "embedding_size": 16},
    "DebertaV2ForMaskedLM": SMALL,
    "ModernBertForMaskedLM": {**SMALL, "cls_token_id": 1, "sep_token_id": 2},
    "GPT2LMHeadModel": {"vocab_size": WORDS, "n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": 64},
    "GPTNeoXForCausalLM": SMALL,
    "OPTForCausalLM": {**SMALL, "ffn_dim": 64, "word_embed_proj_dim": 32},
    "BloomForCausalLM": {"vocab_size": WORDS, "hidden_size": 32, "n_layer": 2, "n_head": 4},
    "FalconForCausalLM": SMALL,
    "LlamaForCausalLM": LLAMA,
    "MistralForCausalLM": LLAMA,
    "Qwen2ForCausalLM": LLAMA,
    "Qwen3ForCausalLM": LLAMA,
    "GemmaForCausalLM": LLAMA,
    "PhiForCausalLM": SMALL,
    "MixtralForCausalLM": {**LLAMA, "num_local_experts": 4},
    "OlmoForCausalLM": SMALL,
    "T5ForConditionalGeneration": {"vocab_size": WORDS, "d_model": 32, "d_kv": 8, "d_ff": 64, "num_layers": 2,
                                   "num_heads": 4, "decoder_start_token_id": 0},
    "BartForConditionalGeneration": SEQ2SEQ,
    "MambaForCausalLM": {"vocab_size": WORDS, "hidden_size": 32, "num_hidden_layers": 2, "state_size": 8},
    "ViTForImageClassification": IMAGES,
    "DeiTForImageClassification": IMAGES,
    "Dinov2ForImageClassification": IMAGES,
    "ConvNextForImageClassification": STAGES,
    "ResNetForImageClassification": {**STAGES, "embedding_size": 16, "layer_type": "basic"},
    "MobileNetV2ForImageClassification": {"depth_multiplier": 0.35, "image_size": 32},
    "SwinForImageClassification": {"image_size": 32, "patch_size": 4, "embed_dim": 16, "depths": [1, 1],
                                   "num_heads": [2, 4], "window_size": 4},
    "Wav2Vec2ForCTC": {"vocab_size": 32, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
                       "intermediate_size": 64, "conv_dim": (16, 16), "conv_stride": (5, 2), "conv_kernel": (10, 3),
                       "num_conv_pos_embeddings": 16, "num_conv_pos_embedding_groups": 4},
}  # fmt: skip


def example(name: str) -> dict[str, Tensor]:
    random = torch.Generator().manual_seed(1)
    if name.endswith("ImageClassification"):
        return {"pixel_values": torch.randn(8, 3, 32, 32, generator=random)}
    if name.endswith("ForCTC"):
        return {"input_values": torch.randn(4, 800, generator=random)}
    words = torch.randint(3, WORDS, (32, LENGTH), generator=random)
    return {"input_ids": words, **({"decoder_input_ids": words} if "Conditional" in name else {})}


@pytest.mark.parametrize("name", MODELS)
def test_published_models_raise_nothing(name: str) -> None:
    torch.manual_seed(0)
    kind = getattr(transformers, name)
    answer = inspect(kind(kind.config_class(**MODELS[name])), example(name))
    assert any(layer.kind == "activation" for layer in answer.layers)
    assert [item.message for item in answer.findings if item.severity != "hint"] == []
