using System.Net;
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
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, settings.PbmPort, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services
            .AddMember(settings)
            .Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownPatience);
        if (settings.Launched == "attached")
            builder.Services.AddHostedService<LauncherLifeline>();
        await using var app = builder.Build();
        app.MapPalettes();
        try
        {
            await app.RunAsync(cancellation);
            return ActorKubeCommand.Done;
        }
        catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandFailedException($"port {settings.PbmPort} is in use. Choose another with --pbm-port.");
        }
        finally
        {
            await Log.CloseAndFlushAsync();
        }
    }
}
