namespace ActorKube.Rules.Containers.Logs;

/// <summary>What a program wrote to.</summary>
public enum LogStream
{
    /// <summary>Standard output; everything that a program writes to a terminal.</summary>
    Stdout,

    /// <summary>Standard error.</summary>
    Stderr,
}
