using ActorKube.Pbm.CommandLines;
using ActorKube.Pbm.Hosts;
using ActorKube.Pbm.Output;
using ActorKube.Pbm.Shells;

namespace ActorKube.Pbm;

/// <summary>The <c>pbm</c> program: everything it knows about commands comes from the host that it connects to.</summary>
public static class PbmProgram
{
    /// <summary>The host that is meant if none is named.</summary>
    public const string DefaultHost = "127.0.0.1:9110";

    /// <summary>Runs <c>pbm</c>: one command if there is one, else interactively from <paramref name="input"/>.</summary>
    /// <param name="args"><c>[HOST:PORT] [PALETTE COMMAND [options]]</c>.</param>
    /// <param name="input">Where interactive commands, and files named <c>-</c>, come from.</param>
    /// <param name="output">Results.</param>
    /// <param name="errors">Warnings and errors.</param>
    /// <param name="cancellation">Ends the running command.</param>
    /// <returns>0 done, 1 failed, 2 wrong usage.</returns>
    public static async Task<int> RunAsync(
        string[] args, TextReader input, TextWriter output, TextWriter errors, CancellationToken cancellation = default)
    {
        if (!Invocation.TryRead(args, out var invocation, out var fault))
        {
            errors.WriteLine($"error: {fault}");
            errors.WriteLine(HelpText.Usage);
            return ExitCode.Misused;
        }
        if (invocation.WantsVersion)
        {
            output.WriteLine(HelpText.Version);
            return ExitCode.Done;
        }
        var style = Style.For(output, invocation.NoColor);
        using var host = new HostConnection(invocation.Host);
        using var interrupts = new Interrupts(isHooked: ReferenceEquals(input, Console.In));
        var runner = new CommandRunner(host, new Streams(input, output, errors, style, invocation.Json), interrupts);
        try
        {
            return invocation.IsInteractive
                ? await new Shell(host, runner, input, output, errors, style).RunAsync(cancellation)
                : await runner.RunOnceAsync(invocation, cancellation);
        }
        catch (HostFaultException lost)
        {
            errors.WriteLine($"error: {lost.Message}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failed;
        }
    }
}
