using System.Net;
using ActorKube.ApiServer;
using ActorKube.ApiServer.Security;
using ActorKube.CommandLine;
using ActorKube.Launching;
using ActorKube.Palettes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Serilog;

namespace ActorKube.Hosting;

/// <summary>One member process: the composition root of everything that runs in it.</summary>
internal static class MemberProcess
{
    internal const string SystemName = "actorkube";

    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(10);

    internal static async Task<int> RunAsync(MemberSettings settings, CancellationToken cancellation)
    {
        Directory.CreateDirectory(settings.Data.Logs);
        if (settings.Launched is not null)
            Posix.LeaveTerminal();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        if (settings.IsControlPlane)
            builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings));
        builder.Services
            .AddMember(settings)
            .Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownPatience);
        if (settings.Launched == "attached")
            builder.Services.AddHostedService<LauncherLifeline>();
        await using var app = builder.Build();
        if (settings.IsControlPlane)
            app.MapApiServer(settings.ApiPort);
        app.MapPalettes();
        try
        {
            await app.RunAsync(cancellation);
            return ActorKubeCommand.Done;
        }
        catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandFailedException($"a port is in use: {error.Message} Choose another with --pbm-port or --api-port.");
        }
        finally
        {
            await Log.CloseAndFlushAsync();
        }
    }

    private static void Listen(KestrelServerOptions kestrel, MemberSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(IPAddress.Loopback, settings.PbmPort, listen => listen.Protocols = HttpProtocols.Http2);
        if (settings.IsControlPlane)
            kestrel.Listen(IPAddress.Loopback, settings.ApiPort, listen => listen.UseApiServer(ClusterCertificates.Open(settings.Data.Certificates)));
    }
}
