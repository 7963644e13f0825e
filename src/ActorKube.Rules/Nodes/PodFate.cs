namespace ActorKube.Rules.Nodes;

/// <summary>What becomes of a pod because of its node.</summary>
public enum PodFate
{
    /// <summary>It stays.</summary>
    Stay,

    /// <summary>It is deleted, with its own grace: its kubelet, once it is heard again, stops it.</summary>
    Evict,

    /// <summary>It is removed at once: nothing is left that could stop it gracefully.</summary>
    Remove,

    /// <summary>It is removed and created again under the same name, to run elsewhere.</summary>
    Move,
}
