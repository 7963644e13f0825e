using ActorKube.Palettes.Definitions;

namespace ActorKube.Palettes.Commands.Logs;

/// <summary>The palette <c>log</c>.</summary>
internal static class LogPalette
{
    public static PaletteDefinition Definition { get; } = new("log", "logs of a process", [LogPeek.Definition, LogTail.Definition]);
}
