namespace ActorKube.Rules.Pods.Probing;

/// <summary>How far a probe of a container that runs has come. Immutable.</summary>
/// <param name="Spec">The probe.</param>
/// <param name="Due">When it is tried next.</param>
public sealed record ProbeState(ProbeSpec Spec, DateTimeOffset Due)
{
    /// <summary>True while it is being tried.</summary>
    public bool IsTrying { get; init; }

    /// <summary>What the last try found; null if there was none.</summary>
    public bool? LastSucceeded { get; init; }

    /// <summary>How often in a row the tries found that.</summary>
    public int InARow { get; init; }
}
