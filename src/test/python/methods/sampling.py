"""RISE on tokens and TIS: which halves of the patches are kept, and the map that scores make."""

import numpy as np
from sklearn.cluster import KMeans

ROUNDS = 100


def largest(values, count):
    """Where the largest values stand, ascending."""
    return np.sort(np.argsort(-values, kind="stable")[:count])


def halves(values):
    """From one value for each set and patch, [N,n], to the patches that stay, [N,k]."""
    half = max(1, values.shape[1] // 2)
    return np.stack([largest(row, half) for row in values])


def clustered(features, count, uniform):
    """Features [n, L d], the random number of each; scikit-learn's K-means in float64."""
    columns = features.T
    first = largest(uniform, min(count, len(columns)))
    means = KMeans(len(first), init=columns[first], n_init=1, max_iter=ROUNDS, tol=0,
                   algorithm="lloyd").fit(columns)
    assert len(np.unique(means.labels_)) == len(first)  # nothing was moved to another start
    return halves(means.cluster_centers_)


def mean_score(kept, scores, patches):
    """[N,k] and [N] to [n]."""
    members = np.zeros((len(kept), patches))
    members[np.arange(len(kept))[:, None], kept] = 1
    return scores @ members / np.maximum(members.sum(0), 1)
