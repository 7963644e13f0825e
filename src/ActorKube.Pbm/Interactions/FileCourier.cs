using System.IO.Pipelines;
using ActorKube.Palettes.Contract;
using ActorKube.Pbm.Hosts;

namespace ActorKube.Pbm.Interactions;

/// <summary>Carries a file or folder between this machine and a command's input or output.</summary>
internal sealed class FileCourier(HostConnection host, Stream output, Stream errors, Action<string> warn)
{
    /// <summary>Runs the transfer's command.</summary>
    /// <exception cref="HostFaultException">The host was lost.</exception>
    public async Task<Completed> RunAsync(FileTransfer transfer, CancellationToken cancellation)
    {
        if (transfer.ToCommand && !Path.Exists(transfer.LocalPath))
            return Failed($"{transfer.LocalPath} doesn't exist in local filesystem");
        // The pipe's bounds hold the faster side back.
        var pipe = new Pipe();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        return transfer.ToCommand ? await SendAsync(transfer, pipe, over) : await FetchAsync(transfer, pipe, over);
    }

    private async Task<Completed> SendAsync(FileTransfer transfer, Pipe pipe, CancellationTokenSource over)
    {
        var packing = PackAsync(transfer, pipe.Writer, over);
        try
        {
            var completed = await new Exchange(host, pipe.Reader.AsStream(), output, errors, warn).RunAsync(transfer.Command, watchSize: null, over.Token);
            await over.CancelAsync();
            return await packing is { } fault ? Failed(fault) : completed;
        }
        catch (OperationCanceledException) when (packing.IsCompletedSuccessfully && packing.Result is not null)
        {
            return Failed(packing.Result);
        }
    }

    /// <summary>Null, or what was wrong with the local side; then the command is broken off, so that it doesn't take half an archive for a whole one.</summary>
    private static async Task<string?> PackAsync(FileTransfer transfer, PipeWriter writer, CancellationTokenSource over)
    {
        try
        {
            await LocalArchive.PackAsync(transfer.LocalPath, transfer.Entry, writer.AsStream(), over.Token);
            await writer.CompleteAsync();
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            if (over.IsCancellationRequested)
                return null;
            var fault = $"can't read {transfer.LocalPath}: {unreadable.Message}";
            _ = over.CancelAsync();
            return fault;
        }
    }

    private async Task<Completed> FetchAsync(FileTransfer transfer, Pipe pipe, CancellationTokenSource over)
    {
        var unpacking = UnpackAsync(transfer, pipe.Reader, over);
        Completed completed;
        try
        {
            completed = await new Exchange(host, input: null, pipe.Writer.AsStream(), errors, warn).RunAsync(transfer.Command, watchSize: null, over.Token);
            await pipe.Writer.CompleteAsync();
        }
        catch (Exception broken) when (broken is OperationCanceledException or HostFaultException or IOException)
        {
            await pipe.Writer.CompleteAsync(broken);
            if (await unpacking is { } wrong && broken is not HostFaultException)
                return Failed(wrong);
            throw;
        }
        var fault = await unpacking;
        return completed.ExitCode != ExitCode.Done || fault is null ? completed : Failed(fault);
    }

    private async Task<string?> UnpackAsync(FileTransfer transfer, PipeReader reader, CancellationTokenSource over)
    {
        try
        {
            await using var archive = reader.AsStream();
            var written = await new LocalArchive(warn).UnpackAsync(archive, transfer.Entry, transfer.LocalPath, over.Token);
            // What follows the archive's end is padding.
            await archive.CopyToAsync(Stream.Null, over.Token);
            return written > 0 ? null : $"nothing was copied to {transfer.LocalPath}";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            if (over.IsCancellationRequested)
                return null;
            var fault = $"can't write {transfer.LocalPath}: {(wrong is EndOfStreamException ? "the archive ended too early" : wrong.Message)}";
            await over.CancelAsync();
            return fault;
        }
    }

    private static Completed Failed(string error) => new() { ExitCode = ExitCode.Failed, Error = error };
}
