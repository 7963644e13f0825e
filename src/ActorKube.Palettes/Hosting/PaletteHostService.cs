using System.Reflection;
using ActorKube.Palettes.Contract;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Processes;
using Akka.Actor;
using Grpc.Core;
using Microsoft.Extensions.Hosting;

namespace ActorKube.Palettes.Hosting;

/// <summary>The gRPC edge: downloads of the catalogue, and commands as streams of output.</summary>
internal sealed class PaletteHostService(PalettesSettings settings, ProcessIdentity identity, ActorSystem system, IHostApplicationLifetime lifetime)
    : Contract.PaletteHost.PaletteHostBase
{
    private static readonly string Version =
        typeof(PaletteHostService).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public override Task<PaletteCatalogue> Download(DownloadRequest request, ServerCallContext context) => Task.FromResult(new PaletteCatalogue
    {
        Process = identity.Name,
        Version = Version,
        Palettes = { PaletteRegistry.All.Select(palette => palette.ToContract()) },
    });

    public override async Task Execute(ExecuteRequest request, IServerStreamWriter<OutputPart> responseStream, ServerCallContext context)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var output = new CommandOutput(settings.OutputParts);
        await RunAsync(new RunCommand(request, output, cancelled.Token));
        try
        {
            await foreach (var part in output.Reader.ReadAllAsync(context.CancellationToken))
                await responseStream.WriteAsync(part, context.CancellationToken);
            await responseStream.WriteAsync(new OutputPart { Completed = output.Completed }, context.CancellationToken);
        }
        catch (Exception gone) when (context.CancellationToken.IsCancellationRequested && gone is OperationCanceledException or InvalidOperationException or IOException)
        {
            // The client went away; the session has been told by the same token.
        }
    }

    private async Task RunAsync(RunCommand run)
    {
        try
        {
            var router = await system.ActorSelection(PalettesActors.RouterPath).ResolveOne(settings.ProcessTimeout, run.Cancelled);
            router.Tell(run, ActorRefs.NoSender);
        }
        catch (Exception absent) when (absent is ActorNotFoundException or OperationCanceledException)
        {
            run.Output.Finish(1, $"process {identity.Name} is starting or stopping; try again in a moment");
        }
    }
}
