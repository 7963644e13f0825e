using System.Reflection;
using ActorKube.Palettes.Contract;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Processes;
using ActorKube.Protocol;
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

    public override Task Execute(ExecuteRequest request, IServerStreamWriter<OutputPart> responseStream, ServerCallContext context) =>
        ServeAsync(request, incoming: null, settings.OutputParts, responseStream, context);

    public override async Task Interact(IAsyncStreamReader<Input> requestStream, IServerStreamWriter<OutputPart> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken) || requestStream.Current.PartCase != Input.PartOneofCase.Execute)
            throw new RpcException(new Grpc.Core.Status(StatusCode.InvalidArgument, "the first input says what to execute"));
        var request = requestStream.Current.Execute;
        var incoming = new BoundedQueue<Input>(settings.InteractionParts);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var receiving = ReceiveAsync(requestStream, incoming, over.Token);
        await ServeAsync(request, incoming, settings.InteractionParts, responseStream, context);
        await over.CancelAsync();
        await receiving;
    }

    /// <summary>Hands on what the client sends, as fast as it is taken: a full queue holds the client back by the flow control of HTTP/2.</summary>
    private static async Task ReceiveAsync(IAsyncStreamReader<Input> requests, BoundedQueue<Input> incoming, CancellationToken over)
    {
        try
        {
            while (await requests.MoveNext(over))
                await incoming.WriteAsync(requests.Current, over);
        }
        catch (Exception gone) when (gone is OperationCanceledException or InvalidOperationException or IOException or RpcException)
        {
            // The command is over, or its client went away.
        }
        incoming.Complete();
    }

    private async Task ServeAsync(
        ExecuteRequest request, BoundedQueue<Input>? incoming, int parts, IServerStreamWriter<OutputPart> responseStream, ServerCallContext context)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var output = new CommandOutput(parts);
        await RunAsync(new RunCommand(request, output, cancelled.Token, incoming));
        try
        {
            await foreach (var part in output.Parts.ReadAllAsync(context.CancellationToken))
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
