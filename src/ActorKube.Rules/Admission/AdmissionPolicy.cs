using System.Net;

namespace ActorKube.Rules.Admission;

/// <summary>The settings of admission that differ between profiles.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions.</remarks>
public sealed record AdmissionPolicy
{
    /// <summary>Upstream's numbers.</summary>
    public static readonly AdmissionPolicy Kubernetes = new();

    /// <summary>Seconds for which a pod that doesn't say tolerates a node that is not ready; upstream's number is 300.</summary>
    public int DefaultNotReadyTolerationSeconds { get; init; } = 300;

    /// <summary>Seconds for which a pod that doesn't say tolerates a node that is unreachable; upstream's number is 300.</summary>
    public int DefaultUnreachableTolerationSeconds { get; init; } = 300;

    /// <summary>The IPv4 network from which Services get their addresses; nothing else may have an address in it.</summary>
    public IPNetwork ServiceClusterIPRange { get; init; } = new(new IPAddress([127, 255, 0, 0]), 16);

    /// <summary>The first of the ports that Services may have on every node; upstream's number is 30000.</summary>
    public int FirstServiceNodePort { get; init; } = 30000;

    /// <summary>The last of these ports; upstream's number is 32767.</summary>
    public int LastServiceNodePort { get; init; } = 32767;
}
