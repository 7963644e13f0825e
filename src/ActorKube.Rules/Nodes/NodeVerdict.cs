namespace ActorKube.Rules.Nodes;

/// <summary>What a node's Ready condition must be.</summary>
/// <param name="Ready"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">Reason in upstream's spelling.</param>
/// <param name="Message">One line for a person, in upstream's words.</param>
public sealed record NodeVerdict(string Ready, string Reason, string Message)
{
    /// <summary>True if the node says that it is short of memory.</summary>
    public bool IsShortOfMemory { get; init; }

    /// <summary>True if the node is taken for dead.</summary>
    public bool IsUnknown => Ready == "Unknown";
}
