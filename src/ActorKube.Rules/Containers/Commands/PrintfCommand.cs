using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Shell;

namespace ActorKube.Rules.Containers.Commands;

/// <summary><c>printf FORMAT [ARGUMENT…]</c>; the format is used again as long as there are arguments.</summary>
/// <remarks>Source: POSIX.1-2017, printf.</remarks>
internal static class PrintfCommand
{
    private const int Widest = 10_000;

    internal static IEnumerable<ProcessStep> Run(ImmutableArray<string> words, ProcessContext context)
    {
        context.Status = 0;
        var rest = words is [_, "--", ..] ? words[2..] : words[1..];
        if (rest.IsEmpty)
        {
            context.Status = 1;
            yield return ProcessContext.Complain("printf: usage: printf FORMAT [ARGUMENT...]");
            yield break;
        }
        var (arguments, text) = (new Queue<string>(rest.Skip(1)), new StringBuilder());
        do
        {
            var before = arguments.Count;
            if (Format(rest[0], arguments, text) is { } fault)
            {
                context.Status = 1;
                yield return ProcessContext.Complain($"printf: {fault}");
                break;
            }
            if (arguments.Count == before)
                break;
        }
        while (arguments.Count > 0);
        yield return new ProcessStep.Write(OutputStream.Stdout, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string? Format(string format, Queue<string> arguments, StringBuilder text)
    {
        for (var index = 0; index < format.Length; index++)
        {
            if (format[index] == '\\')
            {
                var end = index + 1;
                while (end < format.Length && end - index <= 4 && (end == index + 1 || char.IsAsciiHexDigit(format[end])))
                    end++;
                // An escape takes as many letters as it needs; what follows is as it stands.
                text.Append(EscapeText.Expand(format[index..end], out _));
                index = end - 1;
                continue;
            }
            if (format[index] != '%' || index + 1 == format.Length)
            {
                text.Append(format[index]);
                continue;
            }
            var start = index + 1;
            var at = start;
            while (at < format.Length && "-+ 0#.123456789*".Contains(format[at], StringComparison.Ordinal))
                at++;
            while (at < format.Length && "lhq".Contains(format[at], StringComparison.Ordinal))
                at++;
            if (at == format.Length)
                return $"%{format[start..]}: invalid format";
            if (Converted(format[start..at].TrimEnd('l', 'h', 'q'), format[at], arguments, text) is { } fault)
                return fault;
            index = at;
        }
        return null;
    }

    private static string? Converted(string flags, char conversion, Queue<string> arguments, StringBuilder text)
    {
        if (conversion == '%')
        {
            text.Append('%');
            return null;
        }
        var parts = flags.TrimStart('-', '+', ' ', '0', '#').Split('.', 2);
        var width = Number(parts[0], arguments);
        var precision = parts.Length > 1 ? Number(parts[1], arguments) : -1;
        var argument = arguments.TryDequeue(out var given) ? given : null;
        string value;
        switch (conversion)
        {
            case 's' or 'b' or 'c':
                value = conversion == 'b' ? EscapeText.Expand(argument ?? "", out _) : conversion == 'c' ? (argument ?? "") is [var first, ..] ? first.ToString() : "" : argument ?? "";
                value = precision >= 0 && precision < value.Length ? value[..precision] : value;
                break;
            case 'd' or 'i' or 'u' or 'x' or 'X' or 'o':
                if (!TryInteger(argument ?? "0", out var integer))
                    return $"invalid number '{argument}'";
                value = conversion switch
                {
                    'x' => integer.ToString("x", CultureInfo.InvariantCulture),
                    'X' => integer.ToString("X", CultureInfo.InvariantCulture),
                    'o' => Convert.ToString(integer, 8),
                    _ => Signed(integer.ToString(CultureInfo.InvariantCulture), flags),
                };
                value = precision > value.Length ? value.PadLeft(Math.Min(precision, Widest), '0') : value;
                break;
            case 'f' or 'g' or 'e':
                if (!double.TryParse(argument ?? "0", NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
                    return $"invalid number '{argument}'";
                value = Signed(real.ToString($"F{Math.Clamp(precision, -1, 50) switch { -1 => 6, var digits => digits }}", CultureInfo.InvariantCulture), flags);
                break;
            default:
                return $"%{conversion}: invalid format";
        }
        var zeros = flags.StartsWith('0') && conversion is not ('s' or 'b' or 'c');
        text.Append(flags.Contains('-', StringComparison.Ordinal) ? value.PadRight(width) : zeros && value.StartsWith('-') ? "-" + value[1..].PadLeft(width - 1, '0') : value.PadLeft(width, zeros ? '0' : ' '));
        return null;
    }

    private static string Signed(string value, string flags) => flags.Contains('+', StringComparison.Ordinal) && !value.StartsWith('-') ? $"+{value}" : value;

    private static int Number(string text, Queue<string> arguments) =>
        int.TryParse(text == "*" && arguments.TryDequeue(out var given) ? given : text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, Widest) : 0;

    private static bool TryInteger(string text, out long value)
    {
        if (text is ['\'' or '"', var letter, ..])
        {
            value = letter;
            return true;
        }
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? long.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : long.TryParse(text.Length == 0 ? "0" : text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }
}
