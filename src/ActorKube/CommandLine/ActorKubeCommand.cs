using System.CommandLine;
using System.CommandLine.Parsing;

namespace ActorKube.CommandLine;

/// <summary>The <c>actorkube</c> command line: 0 done, 1 failed, 2 wrong usage; errors are one line that says what to do.</summary>
internal static class ActorKubeCommand
{
    internal const int Done = 0;
    internal const int Failed = 1;
    internal const int WrongUsage = 2;

    internal static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("ActorKube: a Kubernetes cluster made of actors, spread over real processes of this machine.")
        {
            UpCommand.Create(), DownCommand.Create(), StatusCommand.Create(), DemoCommand.Create(), RunCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var faults = parsed.Errors.SelectMany(error => error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            await Console.Error.WriteLineAsync($"actorkube: {string.Join(' ', faults)} (see {HelpOf(parsed)})");
            return WrongUsage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (CommandFailedException failed)
        {
            await Console.Error.WriteLineAsync($"actorkube: {failed.Message}");
            return failed.ExitCode;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"actorkube: {error.Message}");
            return Failed;
        }
    }

    private static string HelpOf(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "actorkube --help" : $"actorkube {parsed.CommandResult.Command.Name} --help";
}
