using ActorKube.Palettes.Contract;

namespace ActorKube.Pbm.CommandLines;

/// <summary>What a command line turns out to be.</summary>
internal abstract record CommandLine;

/// <summary>A command to run.</summary>
internal sealed record CommandToRun(CommandDefinition Definition, ExecuteRequest Request, bool Json) : CommandLine;

/// <summary>A wish for help about everything, a palette or a command.</summary>
internal sealed record HelpWanted(Palette? Palette = null, CommandDefinition? Command = null) : CommandLine;

/// <summary>A line that makes no sense, and the place whose usage explains it.</summary>
internal sealed record Misuse(string Error, Palette? Palette = null, CommandDefinition? Command = null) : CommandLine;
