package golden

import (
	"testing"

	"runchecks/tools/fidelity/chromium"
)

const file = `{"words":[["<Größe>",8,-2.062,69.203,25,"rgb(0, 0, 0)","18.72px","700"],["\"a\"\\b",0,60.562,1,22.5,"rgba(0, 0, 0, 0.5)","16px","400"]],"h":900}`

func TestAGoldenFileSurvivesARoundTripToTheByte(t *testing.T) {
	page, err := Decode([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	again, err := Encode(page)
	if err != nil || string(again) != file {
		t.Errorf("got %s, %v\nwant %s", again, err, file)
	}
}

func TestLengthsHaveThreeDecimalsAtMost(t *testing.T) {
	page := chromium.Page{Words: []chromium.Word{{Text: "a", X: 69.203125, Y: 60.5625, Width: -0.0001, Height: 1e-9}}, Height: 7}
	want := `{"words":[["a",69.203,60.562,0,0,"","",""]],"h":7}`
	if got, err := Encode(page); err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}

func TestAWordWithAnotherNumberOfFieldsIsAnError(t *testing.T) {
	for _, data := range []string{`{"words":[["a",1,2]],"h":1}`, `{"words":[["a",1,2,3,4,"c","s","w",9]],"h":1}`, `[]`} {
		if page, err := Decode([]byte(data)); err == nil {
			t.Errorf("%s was read as %+v", data, page)
		}
	}
}
