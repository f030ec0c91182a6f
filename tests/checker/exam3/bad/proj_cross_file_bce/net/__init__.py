# expect: none

from .unet import UNet
from .criterion import SegLoss

__all__ = ["UNet", "SegLoss"]
