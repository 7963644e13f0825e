using System.Text;

namespace ActorKube.Rules.Admission.Network;

/// <summary>
/// Finds a number that is free. Which one follows from a text, so that a Service that is made again mostly gets what it had, and nobody gets at once what
/// somebody else just gave up.
/// </summary>
internal static class FreeNumber
{
    /// <summary>The first free one from where the text points, upwards and around through the upper part, then from below; null if there is none.</summary>
    /// <param name="seed">The text.</param>
    /// <param name="first">The first number.</param>
    /// <param name="upper">The first number of the upper part; the lower part is left to those who choose for themselves.</param>
    /// <param name="last">The last number.</param>
    /// <param name="isFree">Says of a number whether it is free.</param>
    internal static long? Find(string seed, long first, long upper, long last, Func<long, bool> isFree)
    {
        var count = last - upper + 1;
        var start = Hash(seed) % count;
        for (var step = 0L; step < count; step++)
            if (isFree(upper + ((start + step) % count)))
                return upper + ((start + step) % count);
        for (var number = first; number < upper; number++)
            if (isFree(number))
                return number;
        return null;
    }

    // FNV-1a: the same in every process, which the hash of a string is not.
    private static uint Hash(string text) => Encoding.UTF8.GetBytes(text).Aggregate(2166136261u, (seed, next) => (seed ^ next) * 16777619u);
}
