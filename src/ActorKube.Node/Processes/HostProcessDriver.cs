namespace ActorKube.Node.Processes;

/// <summary>Carries a real process's input and output for the actor that runs it, which calls it whenever something may have changed.</summary>
internal sealed class HostProcessDriver(HostProcess process, IProcessHost host)
{
    /// <summary>Pieces of output between two messages, so that others on the same thread have their turn.</summary>
    private const int PiecesAtATime = 16;

    private volatile bool _isWriting;
    private bool _inputEnded;

    internal void Proceed()
    {
        var isOver = process.End is not null;
        // What is left at the end is little, and nobody has to wait for a slow client any more.
        for (var pieces = 0; (isOver || host.HasRoom) && process.Output.TryRead(out var piece); pieces++)
        {
            host.Write(piece.Stream, piece.Bytes);
            if (pieces < PiecesAtATime)
                continue;
            host.Poke();
            return;
        }
        if (process.End is { } end && process.Output.IsAtEnd)
            host.Exit(end.Code, end.Reason, end.Message);
        else
            TakeInput();
    }

    private void TakeInput()
    {
        if (_inputEnded || _isWriting || process.Input is not { } input)
            return;
        if (host.Read(out var ended) is { } bytes)
        {
            _isWriting = true;
            _ = WriteAsync(input, bytes);
        }
        else if (ended)
        {
            _inputEnded = true;
            process.EndInput();
        }
    }

    private async Task WriteAsync(Stream input, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await input.WriteAsync(bytes).ConfigureAwait(false);
            await input.FlushAsync().ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The program reads no more; what is sent to it is lost, as with any pipe.
        }
        // Before the poke: who is poked looks at once.
        _isWriting = false;
        host.Poke();
    }
}
