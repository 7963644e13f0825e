using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;

namespace ActorKube.Palettes.Commands.Logs;

/// <summary><c>log peek</c>: the last lines of a process's log.</summary>
internal sealed class LogPeek(CommandContext context) : LogSession(context, follow: false)
{
    public static PaletteCommand Definition { get; } = PaletteCommand.RunBy<LogPeek>("peek", "the last lines of a process's log")
        .WithOption(Option.Process)
        .WithOption(Option.Number("--lines", "-n", "at most so many lines", "20"));
}
