namespace ActorKube.Rules.Nodes;

/// <summary>What a node says of itself in a heartbeat.</summary>
/// <param name="Ready">True if kubelet and runtime work.</param>
/// <param name="Reason">Reason of the Ready condition, such as <c>KubeletReady</c>.</param>
/// <param name="Message">Message of the Ready condition.</param>
public sealed record NodeReport(bool Ready, string Reason, string Message)
{
    /// <summary>True if the node is short of memory, or was so a while ago.</summary>
    public bool IsShortOfMemory { get; init; }
}
