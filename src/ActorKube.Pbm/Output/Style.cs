namespace ActorKube.Pbm.Output;

/// <summary>Colours for terminals; none when the output goes elsewhere.</summary>
/// <param name="HasColor">True if colours are wanted.</param>
internal sealed record Style(bool HasColor)
{
    /// <summary>Colours only on a terminal, and only if neither the option nor <c>NO_COLOR</c> forbids them.</summary>
    public static Style For(TextWriter output, bool noColor) => new(
        !noColor && ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public string Heading(string text) => Wrap(text, "1");

    public string Error(string text) => Wrap(text, "31");

    public string Prompt(string text) => Wrap(text, "36");

    private string Wrap(string text, string code) => HasColor ? $"\e[{code}m{text}\e[0m" : text;
}
