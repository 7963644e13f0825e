using ActorKube.Pbm.Output;

namespace ActorKube.Pbm;

/// <summary>Where a command reads and writes, and how.</summary>
/// <param name="Input">Standard input, for files named <c>-</c>.</param>
/// <param name="Output">Results.</param>
/// <param name="Errors">Warnings and errors.</param>
/// <param name="Style">Colours, if any.</param>
/// <param name="Json">True if results are JSON unless a command says otherwise.</param>
internal sealed record Streams(TextReader Input, TextWriter Output, TextWriter Errors, Style Style, bool Json);
