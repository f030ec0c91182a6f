"""What PyTorch's operations do to a meaning: which keep it, which are layers. No activation or
loss stands here; those come from the rule base.
"""

from __future__ import annotations

# Layers whose outputs are a weighted sum: (position of the number of units, number of dims).
LINEAR: dict[str, tuple[int, int | None]] = {
    "Linear": (1, None), "LazyLinear": (0, None), "Bilinear": (2, None),
    "Conv1d": (1, 3), "Conv2d": (1, 4), "Conv3d": (1, 5),
    "LazyConv1d": (0, 3), "LazyConv2d": (0, 4), "LazyConv3d": (0, 5),
    "ConvTranspose1d": (1, 3), "ConvTranspose2d": (1, 4), "ConvTranspose3d": (1, 5),
}  # fmt: skip
UNITS = {"Linear": "out_features", "LazyLinear": "out_features", "Bilinear": "out_features"}
FUNCTIONAL_LINEAR = {"linear", "bilinear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d"}
EMBEDDING = {"Embedding", "EmbeddingBag"}
NORM = {
    "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "SyncBatchNorm", "LayerNorm", "GroupNorm", "InstanceNorm1d",
    "InstanceNorm2d", "InstanceNorm3d", "RMSNorm", "LocalResponseNorm", "LazyBatchNorm1d", "LazyBatchNorm2d",
}  # fmt: skip
FUNCTIONAL_NORM = {"batch_norm", "layer_norm", "group_norm", "instance_norm", "rms_norm"}
DROPOUT = {"Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout"}
FUNCTIONAL_DROPOUT = {"dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout"}
KEEP_MODULES = {"Flatten", "Unflatten", "Identity", "Upsample", "UpsamplingBilinear2d", "UpsamplingNearest2d",
                "PixelShuffle", "PixelUnshuffle", "ZeroPad2d", "ChannelShuffle"}  # fmt: skip
POOL = {
    "MaxPool1d",
    "MaxPool2d",
    "MaxPool3d",
    "AvgPool1d",
    "AvgPool2d",
    "AvgPool3d",
    "AdaptiveAvgPool1d",
    "AdaptiveAvgPool2d",
    "AdaptiveAvgPool3d",
    "AdaptiveMaxPool1d",
    "AdaptiveMaxPool2d",
    "AdaptiveMaxPool3d",
}
FUNCTIONAL_POOL = {
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "avg_pool1d",
    "avg_pool2d",
    "avg_pool3d",
    "adaptive_avg_pool1d",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool3d",
    "adaptive_max_pool2d",
}
RECURRENT = {"RNN", "LSTM", "GRU"}
CELLS = {"RNNCell", "GRUCell"}
CONTAINERS = {"Sequential", "ModuleList", "ModuleDict"}
TRANSFORMER = {
    "TransformerEncoder",
    "TransformerDecoder",
    "TransformerEncoderLayer",
    "TransformerDecoderLayer",
    "Transformer",
}

# Methods and functions that leave every element as it is.
SAME = frozenset(
    [
        "float",
        "double",
        "half",
        "bfloat16",
        "to",
        "type",
        "type_as",
        "cpu",
        "cuda",
        "contiguous",
        "detach",
        "clone",
        "requires_grad_",
        "retain_grad",
        "item",
        "numpy",
        "tolist",
        "data",
        "detach_",
        "as_tensor",
        "real",
        "pin_memory",
        "gather_for_metrics",
    ]
)
RESHAPE = frozenset(
    [
        "view",
        "reshape",
        "flatten",
        "unflatten",
        "squeeze",
        "squeeze_",
        "unsqueeze",
        "unsqueeze_",
        "view_as",
        "reshape_as",
        "ravel",
        "expand",
        "expand_as",
        "repeat",
        "repeat_interleave",
        "broadcast_to",
        "tile",
    ]
)
SHAPED = frozenset(["view", "reshape", "flatten"])  # what has these in a forward is a tensor
MOVE = frozenset(["permute", "transpose", "swapaxes", "swapdims", "movedim", "moveaxis", "t", "mT", "T", "rearrange"])
PICK = frozenset(
    [
        "gather",
        "index_select",
        "masked_select",
        "take",
        "narrow",
        "select",
        "chunk",
        "split",
        "unbind",
        "flip",
        "roll",
        "diagonal",
        "diag",
        "tril",
        "triu",
        "fill_diagonal_",
        "take_along_dim",
        "unfold",
        "masked_fill",
        "masked_fill_",
        "clamp",
        "clamp_",
        "clip",
        "clamp_min",
        "clamp_max",
        "nan_to_num",
        "nan_to_num_",
        "interpolate",
        "pad",
        "upsample",
        "max_unpool2d",
        "pixel_shuffle",
    ]
)
SHIFT = frozenset(["add", "sub", "add_", "sub_", "div", "div_", "true_divide"])
MODULE_KEEP = frozenset(
    [
        "to",
        "cuda",
        "cpu",
        "eval",
        "train",
        "half",
        "float",
        "double",
        "bfloat16",
        "requires_grad_",
        "apply",
        "_apply",
        "compile",
        "share_memory",
        "to_empty",
        "xpu",
        "type",
        "load_state_dict",
        "zero_grad",
    ]
)
LISTS = frozenset(["append", "extend", "insert", "add_module"])

# Functions and library calls that hand back the module they get.
WRAPPERS = frozenset(
    [
        "torch.compile",
        "torch.jit.script",
        "torch.jit.trace",
        "torch.nn.DataParallel",
        "torch.nn.parallel.DataParallel",
        "torch.nn.parallel.DistributedDataParallel",
        "torch.nn.parallel.distributed.DistributedDataParallel",
        "torch.nn.utils.spectral_norm",
        "torch.nn.utils.weight_norm",
        "torch.nn.utils.parametrizations.spectral_norm",
        "torch.nn.utils.parametrizations.weight_norm",
        "torch.nn.SyncBatchNorm.convert_sync_batchnorm",
        "copy.deepcopy",
        "copy.copy",
        "torch.utils.checkpoint.checkpoint_wrapper",
        "torch._dynamo.optimize",
        "torch.fx.symbolic_trace",
        "torch.quantization.prepare_qat",
        "torch.ao.quantization.prepare_qat",
    ]
)
PREPARE = frozenset({"prepare", "setup", "prepare_model", "setup_module"})
STEPS = {"create_supervised_trainer": (0, 2), "supervised_training_step": (0, 2)}
BATCH_FIRST_UNKNOWN = frozenset({"LSTM", "GRU", "RNN"})
PACKAGES = ("torch.nn.modules.", "torch.nn.")
