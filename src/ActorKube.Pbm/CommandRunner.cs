using ActorKube.Palettes.Contract;
using ActorKube.Pbm.CommandLines;
using ActorKube.Pbm.Hosts;
using ActorKube.Pbm.Interactions;
using ActorKube.Pbm.Output;
using Google.Protobuf;

namespace ActorKube.Pbm;

/// <summary>Runs one command line against the host and prints what it says.</summary>
internal sealed class CommandRunner(HostConnection host, Streams streams, Interrupts interrupts)
{
    /// <summary>Runs the command of the program's own arguments. Help needs no host, though with one it says more.</summary>
    public async Task<int> RunOnceAsync(Invocation invocation, CancellationToken cancellation)
    {
        if (!invocation.WantsHelp || invocation.Words.Count > 0)
            return await RunAsync(invocation.WantsHelp ? [.. invocation.Words, ClientOption.Help] : invocation.Words, cancellation);
        try
        {
            return await RunAsync([CommandLineParser.HelpWord], cancellation);
        }
        catch (HostFaultException absent)
        {
            streams.Output.WriteLine(HelpText.WithoutHost(absent.Message));
            return ExitCode.Done;
        }
    }

    public async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        using var running = interrupts.Begin(cancellation);
        var catalogue = await host.DownloadAsync(running.Token);
        switch (new CommandLineParser(catalogue).Parse(words))
        {
            case HelpWanted help:
                streams.Output.WriteLine(HelpText.Of(catalogue, help));
                return ExitCode.Done;
            case Misuse misuse:
                Error(misuse.Error);
                streams.Errors.WriteLine(HelpText.UsageOf(misuse));
                return ExitCode.Misused;
            case CommandToRun command:
                return AttachFiles(command)
                    ? Ended(command, catalogue, command.Definition.Interaction is { } interaction
                        ? await InteractAsync(command, interaction, running.Token)
                        : await RunAsync(command, running.Token))
                    : ExitCode.Failed;
            default:
                return ExitCode.Failed;
        }
    }

    private async Task<Completed> InteractAsync(CommandToRun command, Interaction interaction, CancellationToken cancellation)
    {
        var options = command.Request.Options;
        var sendsInput = interaction.InputOption.Length == 0 || options.Any(given => given.Name == interaction.InputOption);
        var wantsTerminal = options.FirstOrDefault(given => given.Name == interaction.TerminalOption);
        if (wantsTerminal is not null && !(sendsInput && streams.HasTerminal))
        {
            streams.Errors.WriteLine("Unable to use a TTY - input is not a terminal or the right kind of file");
            options.Remove(wantsTerminal);
            wantsTerminal = null;
        }
        using var terminal = wantsTerminal is null ? null : Terminal.Raw();
        var exchange = new Exchange(host, sendsInput ? streams.OpenInput() : null, streams.OpenOutput(), streams.OpenErrors(), warning => streams.Errors.Write($"{warning}{(terminal is null ? "" : "\r")}\n"));
        try
        {
            return await exchange.RunAsync(command.Request, terminal is null ? null : Terminal.WatchSize, cancellation);
        }
        catch (OperationCanceledException) when (command.Definition.Streams)
        {
            // To cancel is how a command that streams ends.
            return new Completed();
        }
    }

    private async Task<Completed> RunAsync(CommandToRun command, CancellationToken cancellation)
    {
        var (listeners, transfers) = (new List<Listener>(), new List<FileTransfer>());
        IPrinter printer = command.Json || streams.Json ? new JsonPrinter(streams.Output, command.Definition.Streams) : new TextPrinter(streams.Output, streams.Style);
        Completed? completed = null;
        try
        {
            await foreach (var part in host.ExecuteAsync(command.Request, cancellation))
            {
                switch (part.PartCase)
                {
                    case OutputPart.PartOneofCase.Table: printer.Table(part.Table.Columns); break;
                    case OutputPart.PartOneofCase.Row: printer.Row(part.Row.Cells); break;
                    case OutputPart.PartOneofCase.Line: printer.Line(part.Line); break;
                    case OutputPart.PartOneofCase.Warning: streams.Errors.WriteLine(part.Warning); break;
                    case OutputPart.PartOneofCase.Listener: listeners.Add(part.Listener); break;
                    case OutputPart.PartOneofCase.Transfer: transfers.Add(part.Transfer); break;
                    case OutputPart.PartOneofCase.Completed: completed = part.Completed; break;
                }
            }
            if (completed is { ExitCode: ExitCode.Done })
                completed = await FollowAsync(completed, listeners, transfers, printer, cancellation);
        }
        catch (OperationCanceledException) when (command.Definition.Streams)
        {
            // To cancel is how a command that streams ends.
            completed = new Completed();
        }
        finally
        {
            printer.End();
        }
        return completed ?? new Completed { ExitCode = ExitCode.Failed, Error = "the host ended the command without a result" };
    }

    /// <summary>Does what the host asked for once its part of the command is done.</summary>
    private async Task<Completed> FollowAsync(Completed completed, List<Listener> listeners, List<FileTransfer> transfers, IPrinter printer, CancellationToken cancellation)
    {
        foreach (var transfer in transfers)
        {
            completed = await new FileCourier(host, streams.OpenOutput(), streams.OpenErrors(), streams.Errors.WriteLine).RunAsync(transfer, cancellation);
            if (completed.ExitCode != ExitCode.Done)
                return completed;
        }
        return listeners.Count == 0 || await new PortListener(host, printer.Line, Error).RunAsync(listeners, cancellation)
            ? completed
            : new Completed { ExitCode = ExitCode.Failed };
    }

    private int Ended(CommandToRun command, PaletteCatalogue catalogue, Completed completed)
    {
        if (completed.OfProgram && completed.Error.Length > 0)
            streams.Errors.WriteLine(completed.Error);
        else if (completed.Error.Length > 0)
            Error(completed.Error);
        if (completed.ExitCode == ExitCode.Misused && !completed.OfProgram)
            streams.Errors.WriteLine(HelpText.UsageOf(new Misuse("", catalogue.Palettes.First(palette => palette.Name == command.Request.Palette), command.Definition)));
        return completed.ExitCode;
    }

    private bool AttachFiles(CommandToRun command)
    {
        var files = command.Definition.Options.Where(option => option.Value == ValueKind.FileContent).Select(option => option.Name).ToHashSet();
        foreach (var option in command.Request.Options.Where(option => files.Contains(option.Name)))
        {
            try
            {
                option.Content = option.Value == "-" ? ByteString.CopyFromUtf8(streams.Input.ReadToEnd()) : ByteString.CopyFrom(File.ReadAllBytes(option.Value));
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                Error($"can't read {option.Value}: {Reason(unreadable)}");
                return false;
            }
        }
        return true;
    }

    private static string Reason(Exception unreadable) => unreadable switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "it is a directory, or you may not read it",
        _ => unreadable.Message,
    };

    private void Error(string error) => streams.Errors.WriteLine(streams.Style.Error($"error: {error}"));
}
