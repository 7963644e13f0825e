using System.Text;

namespace ActorKube.Pbm.Output;

/// <summary>Prints for people: lines at once, tables as soon as they are complete. A table without rows prints nothing.</summary>
internal sealed class TextPrinter(TextWriter output, Style style) : IPrinter
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public void Table(IReadOnlyList<string> columns)
    {
        End();
        _rows.Add(columns);
    }

    public void Row(IReadOnlyList<string> cells) => _rows.Add(cells);

    public void Line(string line)
    {
        End();
        output.WriteLine(line);
        output.Flush();
    }

    public void End()
    {
        if (_rows.Count > 1)
        {
            var text = new StringBuilder();
            foreach (var (index, row) in TableText.Align(_rows).Index())
                text.Append(index == 0 ? style.Heading(row) : row).Append(Environment.NewLine);
            output.Write(text.ToString());
            output.Flush();
        }
        _rows.Clear();
    }
}
