namespace ActorKube.Rules.Containers.Processes;

/// <summary>Where a process writes to.</summary>
public enum OutputStream
{
    /// <summary>Standard output.</summary>
    Stdout,

    /// <summary>Standard error.</summary>
    Stderr,
}
