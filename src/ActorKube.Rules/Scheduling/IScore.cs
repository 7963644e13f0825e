namespace ActorKube.Rules.Scheduling;

/// <summary>A rule that prefers some nodes to others.</summary>
public interface IScore
{
    /// <summary>The plugin's name upstream.</summary>
    string Name { get; }

    /// <summary>The plugin's weight in upstream's default profile.</summary>
    int Weight { get; }

    /// <summary>Scores of the feasible nodes, in their order: whole numbers from 0 to 100, rounded down where upstream rounds down.</summary>
    IReadOnlyList<long> Score(IReadOnlyList<NodeState> nodes, PendingPod pod);
}
