using ActorKube.Pbm.CommandLines;
using ActorKube.Pbm.Hosts;
using ActorKube.Pbm.Output;

namespace ActorKube.Pbm.Shells;

/// <summary>The interactive mode: a prompt with history and completion on a terminal, plain lines when the input is redirected.</summary>
internal sealed class Shell(HostConnection host, CommandRunner runner, TextReader input, TextWriter output, TextWriter errors, Style style)
{
    private readonly bool _isTerminal = ReferenceEquals(input, Console.In) && !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>Runs commands until the input ends. From a terminal the result is 0; from a script it is that of the last command that failed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var catalogue = await host.DownloadAsync(cancellation);
        var editor = _isTerminal ? new LineEditor(new ConsoleTerminal(), new Completer(catalogue, host)) : null;
        if (_isTerminal)
            output.WriteLine($"{catalogue.Process} at {host.Address}, ActorKube {catalogue.Version}. `help` shows the palettes, Tab completes, Ctrl-D ends.");
        var failed = ExitCode.Done;
        while (!cancellation.IsCancellationRequested)
        {
            var line = editor is null ? await input.ReadLineAsync(cancellation) : await editor.ReadLineAsync(style.Prompt($"{host.Address}> "), $"{host.Address}> ".Length);
            if (line is null)
                break;
            var words = Words.Of(line).All;
            if (words.Count == 0 || words[0].StartsWith('#'))
                continue;
            if (words is ["exit" or "quit"])
                break;
            if (await RunAsync(words, cancellation) is not ExitCode.Done and var code)
                failed = code;
        }
        return _isTerminal ? ExitCode.Done : failed;
    }

    private async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        try
        {
            return await runner.RunAsync(words, cancellation);
        }
        catch (HostFaultException lost)
        {
            errors.WriteLine(style.Error($"error: {lost.Message}"));
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            errors.WriteLine("cancelled");
            return ExitCode.Failed;
        }
    }
}
