"""Record linkage over fingerprints: candidate pairs, a trained model, scores, clusters."""
