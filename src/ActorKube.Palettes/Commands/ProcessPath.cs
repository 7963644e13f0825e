using ActorKube.Palettes.Processes;
using Akka.Actor;

namespace ActorKube.Palettes.Commands;

/// <summary>Where a process's actors are, and what to say if they are silent.</summary>
internal static class ProcessPath
{
    /// <summary>The path of the process's <c>/user/process</c>.</summary>
    public static string Of(ClusterMember member) => To(member, "process");

    /// <summary>The path of a top-level actor of the process.</summary>
    public static string To(ClusterMember member, string name) => (new RootActorPath(member.Address) / "user" / name).ToString();

    public static string Silence(ClusterMember member) => $"process {member.Name} doesn't answer: see its status (cluster show) and try again";

    public static string Gone(ClusterMember member) => $"process {member.Name} is gone";
}
