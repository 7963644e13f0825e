using System.Collections.Immutable;
using Akka.Actor;

namespace ActorKube.ControlPlane.NodeLifecycle;

/// <summary>The cluster can't reach the process at that address.</summary>
internal sealed record HostLost(string Address) : INoSerializationVerificationNeeded;

/// <summary>The cluster reaches the process at that address again.</summary>
internal sealed record HostBack(string Address) : INoSerializationVerificationNeeded;

/// <summary>The cluster has removed the process at that address: it is fenced.</summary>
internal sealed record HostGone(string Address) : INoSerializationVerificationNeeded;

/// <summary>The processes that are in the cluster now; told once, at the start.</summary>
internal sealed record HostsPresent(ImmutableHashSet<string> Addresses) : INoSerializationVerificationNeeded;
