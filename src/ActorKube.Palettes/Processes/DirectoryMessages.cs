using System.Collections.Immutable;
using Akka.Actor;

namespace ActorKube.Palettes.Processes;

/// <summary>Asks the directory for all processes, each asked anew for its figures. Answered by <see cref="MembersDescribed"/>.</summary>
internal sealed record DescribeMembers(long Id) : INoSerializationVerificationNeeded;

/// <summary>The processes of the cluster.</summary>
/// <param name="Id">The number of the request.</param>
/// <param name="Members">The members, in order of role and name.</param>
/// <param name="Departed">Processes that are members no more, the last ones first.</param>
/// <param name="Leader">The cluster's leader, if there is one.</param>
internal sealed record MembersDescribed(
    long Id, ImmutableArray<ClusterMember> Members, ImmutableArray<ClusterMember> Departed, Address? Leader) : INoSerializationVerificationNeeded
{
    /// <summary>The member of that name, or null.</summary>
    public ClusterMember? Find(string name) => Members.FirstOrDefault(member => member.Name == name);

    /// <summary>The member that hosts that node, or null.</summary>
    public ClusterMember? HostOf(string nodeName) => Members.FirstOrDefault(member => member.Process?.Nodes.Contains(nodeName) == true);

    /// <summary>The line that says which names there are instead of the one asked for.</summary>
    public string NoSuchProcess(string name) => $"no process is named \"{name}\"; there are: {string.Join(", ", Members.Select(member => member.Name))}";
}
