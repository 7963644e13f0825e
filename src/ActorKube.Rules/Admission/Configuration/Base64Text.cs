using System.Text;

namespace ActorKube.Rules.Admission.Configuration;

/// <summary>Data as it stands in a Secret: base64 of the standard alphabet, padded.</summary>
internal static class Base64Text
{
    internal static string Of(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>How many bytes the text stands for; zero if it is no base64.</summary>
    internal static long Bytes(string base64) => Decode(base64).Length;

    /// <summary>The bytes; none if the text is no base64.</summary>
    internal static byte[] Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) ? bytes[..count] : [];
    }
}
