"""A library for a course: what the lessons share. Much of it needs what only a full installation has."""
import collections
import functools
import hashlib
import inspect
import itertools
import math
import os
import random
import re
import shutil
import sys
import tarfile
import time
import zipfile
from collections import defaultdict, namedtuple

import numpy as np
import pandas as pd
import requests
from IPython import display
from matplotlib import pyplot as plt
from matplotlib_inline import backend_inline
from PIL import Image
from scipy.spatial import distance_matrix
from tqdm.auto import tqdm

import torch
import torchvision
from torch import nn
from torch.nn import functional as F
from torchvision import transforms
from torchvision.datasets import FashionMNIST

try:
    import gym
except ImportError:
    gym = None

HUB = dict()
SOURCE = 'http://example.com/data/'
this = sys.modules[__name__]


def use_vectors():
    """Figures as SVG."""
    backend_inline.set_matplotlib_formats('svg')


class Remember:
    """Keeps the arguments of a constructor as attributes."""

    def remember(self, ignore=()):
        frame = inspect.currentframe().f_back
        _, _, _, values = inspect.getargvalues(frame)
        for name, value in values.items():
            if name not in set(ignore) | {'self'} and not name.startswith('_'):
                setattr(self, name, value)


def add_to(Class):
    """A decorator that makes a function a method of a class written before."""
    def wrap(function):
        setattr(Class, function.__name__, function)
    return wrap


class Stopwatch:
    """Times of several runs."""

    def __init__(self):
        self.times = []

    def stop(self, seconds):
        self.times.append(seconds)
        return self.times[-1]

    def mean(self):
        return sum(self.times) / len(self.times)


class Totals:
    """Sums over n quantities."""

    def __init__(self, n):
        self.data = [0.0] * n

    def add(self, *amounts):
        self.data = [a + float(b) for a, b in zip(self.data, amounts)]

    def __getitem__(self, index):
        return self.data[index]


class Vocabulary:
    """Tokens by their number, the most frequent first."""

    def __init__(self, tokens=(), least=0, reserved=()):
        if tokens and isinstance(tokens[0], list):
            tokens = [token for line in tokens for token in line]
        self.frequencies = sorted(collections.Counter(tokens).items(), key=lambda pair: pair[1], reverse=True)
        self.tokens = sorted(set(['<unk>', *reserved] + [t for t, n in self.frequencies if n >= least]))
        self.numbers = {token: number for number, token in enumerate(self.tokens)}

    def __len__(self):
        return len(self.tokens)

    def __getitem__(self, tokens):
        if not isinstance(tokens, (list, tuple)):
            return self.numbers.get(tokens, self.numbers['<unk>'])
        return [self[token] for token in tokens]


class Made(Remember):
    """Points on a noisy line."""

    def __init__(self, w, b, noise=0.01, count=16, batch=4):
        self.remember()
        self.X = torch.randn(count, len(w))
        self.y = torch.matmul(self.X, w.reshape((-1, 1))) + b + torch.randn(count, 1) * noise

    def loader(self):
        data = torch.utils.data.TensorDataset(self.X, self.y)
        return torch.utils.data.DataLoader(data, self.batch, shuffle=False)


class Clothes:
    """Pictures of clothes, from the net."""

    def __init__(self, size=(28, 28)):
        steps = transforms.Compose([transforms.Resize(size), transforms.ToTensor()])
        self.train = torchvision.datasets.FashionMNIST(root='data', train=True, transform=steps, download=True)


def fetch(name, folder='data'):
    """A file of the course, checked by its digest."""
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, name)
    answer = requests.get(SOURCE + name, stream=True, verify=True)
    with open(path, 'wb') as file:
        file.write(answer.content)
    digest = hashlib.sha1()
    digest.update(answer.content)
    return path, digest.hexdigest()


def unpack(path):
    """Unpacks an archive."""
    with zipfile.ZipFile(path) as archive:
        archive.extractall(os.path.dirname(path))


def device(i=0):
    """The i-th GPU if there is one, the CPU otherwise."""
    return torch.device(f'cuda:{i}' if torch.cuda.device_count() > i else 'cpu')


def gap(a, b):
    return distance_matrix(a, b)


def picture(path):
    return Image.open(path)


def accuracy(guesses, labels):
    """The number of right guesses."""
    if len(guesses.shape) > 1 and guesses.shape[1] > 1:
        guesses = guesses.argmax(axis=1)
    return float((guesses.type(labels.dtype) == labels).type(labels.dtype).sum())


def world(name):
    return gym.make(name)


ones = torch.ones
arange = torch.arange
reduce_sum = lambda x, *args, **kwargs: x.sum(*args, **kwargs)
numpy = lambda x, *args, **kwargs: x.detach().numpy(*args, **kwargs)
size = lambda x, *args, **kwargs: x.numel(*args, **kwargs)
to = lambda x, *args, **kwargs: x.to(*args, **kwargs)
