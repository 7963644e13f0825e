using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Event;

namespace ActorKube.Protocol.Tests;

/// <summary>Two actor systems that speak only over TCP, joined to one cluster, with the protocol's settings above Akka's.</summary>
internal sealed class TwoProcesses : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _complaints = [];

    private TwoProcesses(ActorSystem first, ActorSystem second)
    {
        (First, Second) = (first, second);
        foreach (var system in (ActorSystem[])[first, second])
            system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Ear(_complaints))), typeof(Error));
    }

    public ActorSystem First { get; }

    public ActorSystem Second { get; }

    /// <summary>What both systems logged as errors.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public static async Task<TwoProcesses> JoinedAsync()
    {
        var settings = ProtocolConfig.Default.WithFallback(ConfigurationFactory.ParseString("""
            akka {
              loglevel = WARNING
              actor.provider = cluster
              remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
              cluster { gossip-interval = 100ms, leader-actions-interval = 100ms, run-coordinated-shutdown-when-down = off }
            }
            """));
        var pair = new TwoProcesses(ActorSystem.Create("pair", settings), ActorSystem.Create("pair", settings));
        var seed = Cluster.Get(pair.First).SelfAddress;
        await Cluster.Get(pair.First).JoinAsync(seed).WaitAsync(Patience);
        await Cluster.Get(pair.Second).JoinAsync(seed).WaitAsync(Patience);
        return pair;
    }

    /// <summary>An actor of the first system as the second one sees it.</summary>
    public Task<IActorRef> FromSecondAsync(IActorRef actor) =>
        Second.ActorSelection(new RootActorPath(Cluster.Get(First).SelfAddress) / actor.Path.Elements).ResolveOne(Patience);

    public async ValueTask DisposeAsync()
    {
        await Second.Terminate();
        await First.Terminate();
    }

    private sealed class Ear(ConcurrentQueue<string> complaints) : UntypedActor
    {
        protected override void OnReceive(object message) => complaints.Enqueue($"{message}");
    }
}
