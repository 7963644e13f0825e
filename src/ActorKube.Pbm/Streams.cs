using System.Text;
using ActorKube.Pbm.Interactions;
using ActorKube.Pbm.Output;

namespace ActorKube.Pbm;

/// <summary>Where a command reads and writes, and how.</summary>
/// <param name="Input">Standard input, for files named <c>-</c>.</param>
/// <param name="Output">Results.</param>
/// <param name="Errors">Warnings and errors.</param>
/// <param name="Style">Colours, if any.</param>
/// <param name="Json">True if results are JSON unless a command says otherwise.</param>
internal sealed record Streams(TextReader Input, TextWriter Output, TextWriter Errors, Style Style, bool Json)
{
    /// <summary>True if standard input is a terminal that a command can have raw.</summary>
    public bool HasTerminal => ReferenceEquals(Input, Console.In) && Terminal.IsThere;

    /// <summary>Standard input as bytes.</summary>
    public Stream OpenInput() => ReferenceEquals(Input, Console.In) ? Terminal.OpenInput() : new MemoryStream(Encoding.UTF8.GetBytes(Input.ReadToEnd()));

    /// <summary>Standard output as bytes.</summary>
    public Stream OpenOutput() => ReferenceEquals(Output, Console.Out) ? Console.OpenStandardOutput() : new TextStream(Output);

    /// <summary>Standard error as bytes.</summary>
    public Stream OpenErrors() => ReferenceEquals(Errors, Console.Error) ? Console.OpenStandardError() : new TextStream(Errors);
}
