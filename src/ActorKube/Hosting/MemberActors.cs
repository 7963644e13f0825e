using ActorKube.ApiServer;
using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.ControlPlane;
using ActorKube.Model.Kinds;
using ActorKube.Model.Time;
using ActorKube.Node;
using ActorKube.Palettes;
using ActorKube.Palettes.Processes;
using ActorKube.Rules.Writes;
using ActorKube.Store;
using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;

namespace ActorKube.Hosting;

/// <summary>The actors of a member, from the top: what stands under <c>/user</c> in each role.</summary>
internal static class MemberActors
{
    private const string ControlPlaneName = "control-plane";
    private const string SingletonName = "singleton";

    internal static void Start(ActorSystem system, MemberSettings settings, Config config, ProcessIdentity identity, LogBuffer logs, ApiServices? api)
    {
        var time = settings.Clock.ToTimeProvider();
        system.ActorOf(Props.Create(() => new DeadPeerActor()), "dead-peers");
        if (settings.IsControlPlane)
            StartControlPlane(system, config, time);
        var controlPlane = system.ActorOf(
            ClusterSingletonProxy.Props(
                $"/user/{ControlPlaneName}",
                ClusterSingletonProxySettings.Create(system).WithRole(ControlPlaneName).WithSingletonName(SingletonName)),
            "control-plane-proxy");
        if (settings.NodeNames.Count > 0)
            system.ActorOf(NodeHostActor.Props(NodeHostSettings.From(config, settings.Name, settings.NodeNames), time, controlPlane, NewIncarnation()), "node-host");
        if (api is not null)
        {
            system.ActorOf(ApiServerActor.Props(controlPlane, api.Gateway), "api-server");
            system.ActorOf(ContainerSessionsActor.Props(api.Containers), "container-sessions");
        }
        PalettesActors.Start(system, PalettesSettings.From(config), controlPlane, time, identity, logs);
    }

    private static void StartControlPlane(ActorSystem system, Config config, EmulatedTimeProvider time)
    {
        var settings = StoreSettings.From(config);
        var store = StoreActor.Props(settings, new WriteRules(settings.Admission), KindCatalogue.BuiltIn, time, NewUid, NewNameSuffix);
        var controlPlane = ControlPlaneActor.Props(ControlPlaneSettings.From(config), time, store, ControlPlaneRooms.All);
        system.ActorOf(
            ClusterSingletonManager.Props(
                controlPlane, PoisonPill.Instance,
                ClusterSingletonManagerSettings.Create(system).WithRole(ControlPlaneName).WithSingletonName(SingletonName)),
            ControlPlaneName);
    }

    /// <summary>A number that is larger for each later start of a process of this name, as far as clocks can tell.</summary>
    private static long NewIncarnation() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private static string NewUid() => Guid.NewGuid().ToString();

    /// <summary>Five characters of upstream's alphabet, which has no vowels and nothing that looks like another.</summary>
    private static string NewNameSuffix() => System.Security.Cryptography.RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", 5);
}
