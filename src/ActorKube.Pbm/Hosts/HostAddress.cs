using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ActorKube.Pbm.Hosts;

/// <summary>Where a palette host listens.</summary>
/// <param name="Text"><c>HOST:PORT</c>.</param>
internal sealed record HostAddress(string Text)
{
    public static HostAddress Default { get; } = new(PbmProgram.DefaultHost);

    public Uri Uri => new($"http://{Text}");

    public static bool TryParse(string text, out HostAddress address, [NotNullWhen(false)] out string? fault)
    {
        address = Default;
        fault = null;
        var colon = text.LastIndexOf(':');
        if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            fault = $"\"{text}\" is no HOST:PORT: the port must be 1 to 65535";
        else if (colon == 0 || !Uri.TryCreate($"http://{text}", UriKind.Absolute, out var uri) || uri.AbsolutePath != "/")
            fault = $"\"{text}\" is no HOST:PORT, such as {PbmProgram.DefaultHost}";
        else
            address = new(text);
        return fault is null;
    }

    public override string ToString() => Text;
}
