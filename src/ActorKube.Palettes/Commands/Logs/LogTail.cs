using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;

namespace ActorKube.Palettes.Commands.Logs;

/// <summary><c>log tail</c>: the last lines of a process's log, and new ones as they are written.</summary>
internal sealed class LogTail(CommandContext context) : LogSession(context, follow: true)
{
    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<LogTail>("tail", "follow a process's log until it is cancelled")
        .WithOption(Option.Process)
        .WithOption(Option.Number("--lines", "-n", "begin with so many of the last lines", "10"))
        .ThatStreams();
}
