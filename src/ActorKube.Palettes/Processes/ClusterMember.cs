using ActorKube.Protocol.Processes;
using Akka.Actor;
using Akka.Cluster;

namespace ActorKube.Palettes.Processes;

/// <summary>A process of the cluster: what Akka.Cluster knows of it, and what it last said of itself.</summary>
/// <param name="Member">The member; null if the process has left the cluster.</param>
/// <param name="Address">Its Akka address.</param>
/// <param name="IsReachable">False if the failure detector misses it.</param>
/// <param name="Process">Its last description; null if it never answered.</param>
/// <param name="IsFresh">True if it has answered just now.</param>
internal sealed record ClusterMember(Member? Member, Address Address, bool IsReachable, ProcessDescribed? Process, bool IsFresh)
{
    /// <summary>The process's name, or its host and port as long as the name isn't known.</summary>
    public string Name => Process?.Name ?? $"{Address.Host}:{Address.Port}";

    /// <summary>The process's role.</summary>
    public string Role => Process?.Role ?? (Member is null ? "" : string.Join(',', Member.Roles.Order(StringComparer.Ordinal)));

    /// <summary>The member's state as an operator should read it: <c>Unreachable</c> before all else.</summary>
    public string Status => Member is null ? "Removed" : IsReachable ? Member.Status.ToString() : "Unreachable";

    /// <summary>True if the process runs on this machine.</summary>
    public bool IsHere => Process?.Machine == Environment.MachineName;
}
