using ActorKube.Palettes.Contract;
using ActorKube.Pbm.Hosts;
using Google.Protobuf;

namespace ActorKube.Pbm.Interactions;

/// <summary>Runs a command that exchanges bytes with this program.</summary>
/// <param name="host">The host.</param>
/// <param name="input">Standard input of the command; null for none.</param>
/// <param name="output">Where its standard output goes.</param>
/// <param name="errors">Where its standard error goes.</param>
/// <param name="warn">What becomes of the host's own remarks.</param>
internal sealed class Exchange(HostConnection host, Stream? input, Stream output, Stream errors, Action<string> warn)
{
    private const int PieceBytes = 32 * 1024;

    /// <summary>Runs it to its end.</summary>
    /// <param name="request">The command.</param>
    /// <param name="watchSize">Calls back with the size of the terminal now, and whenever it changes; null without a terminal.</param>
    /// <param name="cancellation">Breaks the command off.</param>
    /// <exception cref="HostFaultException">The host was lost.</exception>
    /// <exception cref="IOException">The output takes no more.</exception>
    public async Task<Completed> RunAsync(ExecuteRequest request, Func<Action<TerminalSize>, IDisposable>? watchSize, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var call = host.Interact(request, over.Token);
        await call.SendAsync(new() { Execute = request }, over.Token);
        using var watch = watchSize?.Invoke(size => _ = SizeAsync(call, size, over.Token));
        var feeding = FeedAsync(call, over.Token);
        try
        {
            while (await call.NextAsync(cancellation) is { } part)
            {
                switch (part.PartCase)
                {
                    case OutputPart.PartOneofCase.Stdout: await PutAsync(output, part.Stdout, cancellation); break;
                    case OutputPart.PartOneofCase.Stderr: await PutAsync(errors, part.Stderr, cancellation); break;
                    case OutputPart.PartOneofCase.Warning: warn(part.Warning); break;
                    case OutputPart.PartOneofCase.Completed: return part.Completed;
                }
            }
            return new Completed { ExitCode = ExitCode.Failed, Error = "the host ended the command without a result" };
        }
        finally
        {
            await over.CancelAsync();
            await feeding;
        }
    }

    private static async Task PutAsync(Stream target, ByteString bytes, CancellationToken cancellation)
    {
        await target.WriteAsync(bytes.Memory, cancellation);
        await target.FlushAsync(cancellation);
    }

    private static async Task SizeAsync(HostCall call, TerminalSize size, CancellationToken over)
    {
        try
        {
            await call.SendAsync(new() { Terminal = size }, over);
        }
        catch (Exception late) when (late is OperationCanceledException or ObjectDisposedException)
        {
            // The command is over: its terminal needs no size.
        }
    }

    private async Task FeedAsync(HostCall call, CancellationToken over)
    {
        try
        {
            var piece = new byte[PieceBytes];
            while (input is not null && await input.ReadAsync(piece, over) is > 0 and var count)
                if (!await call.SendAsync(new() { Stdin = ByteString.CopyFrom(piece, 0, count) }, over))
                    return;
            await call.SendAsync(new() { StdinEnded = new() }, over);
        }
        catch (Exception broken) when (broken is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The command is over, or what it read from broke off: that is its input's end.
            if (!over.IsCancellationRequested)
                await call.SendAsync(new() { StdinEnded = new() }, CancellationToken.None);
        }
    }
}
