using ActorKube.Model.Time;
using ActorKube.Palettes.Client;
using ActorKube.Palettes.Processes;
using ActorKube.Pbm;
using ActorKube.Protocol;
using ActorKube.TestKit;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorKube.Palettes.Tests.Hosts;

/// <summary>A palette host as a process would have it: a cluster of one named <c>worker-1</c>, real gRPC on a free port, a scripted control plane.</summary>
public sealed class PaletteHostFixture : IAsyncLifetime
{
    private WebApplication _app = null!;

    internal static Config ClusterConfig { get; } = ConfigurationFactory.ParseString(
        """
        akka {
          loglevel = WARNING
          stdout-loglevel = OFF
          actor.provider = cluster
          remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
          cluster { periodic-tasks-initial-delay = 100ms, gossip-interval = 100ms, leader-actions-interval = 100ms, down-removal-margin = 1ms }
          coordinated-shutdown { terminate-actor-system = on, run-by-clr-shutdown-hook = off, run-by-actor-system-terminate = off }
        }
        actorkube.palettes { control-plane-timeout = 500ms, log-follow-interval = 20ms, directory-refresh-interval = 200ms }
        """).WithFallback(ProtocolConfig.Default);

    internal ActorSystem System { get; private set; } = null!;

    internal ControlPlaneScript ControlPlane { get; } = new();

    internal LogBuffer Logs { get; } = new(100);

    internal string Address { get; private set; } = "";

    internal int Port { get; private set; }

    public async Task InitializeAsync()
    {
        System = ActorSystem.Create("actorkube", ClusterConfig);
        var settings = PalettesSettings.From(System.Settings.Config);
        var identity = new ProcessIdentity("worker-1", "worker", 9111, ["node-1"]);
        var now = At.Start + TimeSpan.FromMinutes(5);
        var time = new EmulatedTimeProvider(1, now, now, new StoppedClock(now));
        PalettesActors.Start(System, settings, System.ActorOf(Props.Create<FakeControlPlane>(ControlPlane), "control-plane-proxy"), time, identity, Logs);
        System.ActorOf(Props.Create<FakeNodeHost>(), "node-host");
        await Cluster.Get(System).JoinAsync(Cluster.Get(System).SelfAddress);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(global::System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(System);
        builder.Services.AddPalettes(settings, identity);
        _app = builder.Build();
        _app.MapPalettes();
        await _app.StartAsync();
        Port = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        Address = $"127.0.0.1:{Port}";
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await System.Terminate();
    }

    /// <summary>Runs pbm against this host.</summary>
    internal Task<PbmRun> PbmAsync(params string[] args) => PbmRun.StartAsync([Address, .. args]);

    internal PaletteClient Client() => PaletteClient.For(Address);

    /// <summary>Stops the host's listener as a shutting-down process does.</summary>
    internal Task StopAsync() => _app.StopAsync();

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
