using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActorKube.Pbm.Output;

/// <summary>
/// Prints data. A table is an array of objects, by heading in lower camel case; lines are strings. What consists of one table is that array;
/// anything else is an array of lines and tables in order. A command that streams prints one value a line, as they come.
/// </summary>
internal sealed class JsonPrinter(TextWriter output, bool streams) : IPrinter
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<object> _blocks = [];
    private IReadOnlyList<string> _keys = [];
    private bool _ended;

    public void Table(IReadOnlyList<string> columns)
    {
        _keys = [.. columns.Select(KeyOf)];
        if (!streams)
            _blocks.Add(new List<KeyValuePair<string, string>[]>());
    }

    public void Row(IReadOnlyList<string> cells)
    {
        var row = _keys.Zip(cells, KeyValuePair.Create).ToArray();
        if (streams)
            Write(row, Compact);
        else
            ((List<KeyValuePair<string, string>[]>)_blocks.Last(block => block is not string)).Add(row);
    }

    public void Line(string line)
    {
        if (streams)
            Write(line, Compact);
        else if (line.Length > 0)
            _blocks.Add(line);
    }

    public void End()
    {
        if (streams || _ended)
            return;
        _ended = true;
        Write(_blocks is [List<KeyValuePair<string, string>[]> table] ? table : _blocks, Indented);
    }

    private static string KeyOf(string heading)
    {
        var words = heading.Split([' ', '-', '_', '(', ')', '/'], StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select((word, index) =>
            index == 0 ? word.ToLowerInvariant() : char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..].ToLowerInvariant()));
    }

    private void Write(object value, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options))
            Write(writer, value);
        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Flush();
    }

    private static void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case KeyValuePair<string, string>[] row:
                writer.WriteStartObject();
                foreach (var (key, cell) in row)
                    writer.WriteString(key, cell);
                writer.WriteEndObject();
                break;
            case IEnumerable<object> items:
                writer.WriteStartArray();
                foreach (var item in items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
        }
    }
}
