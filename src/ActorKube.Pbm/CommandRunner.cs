using ActorKube.Palettes.Contract;
using ActorKube.Pbm.CommandLines;
using ActorKube.Pbm.Hosts;
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
                return AttachFiles(command) ? await RunAsync(command, catalogue, running.Token) : ExitCode.Failed;
            default:
                return ExitCode.Failed;
        }
    }

    private async Task<int> RunAsync(CommandToRun command, PaletteCatalogue catalogue, CancellationToken cancellation)
    {
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
                    case OutputPart.PartOneofCase.Completed: completed = part.Completed; break;
                }
            }
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
        return Ended(command, catalogue, completed ?? new Completed { ExitCode = ExitCode.Failed, Error = "the host ended the command without a result" });
    }

    private int Ended(CommandToRun command, PaletteCatalogue catalogue, Completed completed)
    {
        if (completed.Error.Length > 0)
            Error(completed.Error);
        if (completed.ExitCode == ExitCode.Misused)
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
