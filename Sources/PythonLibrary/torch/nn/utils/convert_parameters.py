"""Parameters as one vector and back; see torch.nn.utils."""

from torch.nn.utils import parameters_to_vector, vector_to_parameters

__all__ = ["parameters_to_vector", "vector_to_parameters"]
